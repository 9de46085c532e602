import type { Call } from '../../src/domain/call';
import type { Caller, Candidate } from '../../src/domain/caller';
import { dialPlanOf } from '../../src/domain/dial-plan';
import type { FaultCode } from '../../src/domain/fault';
import type { Crm } from '../../src/ports/crm';

/** A CRM that remembers what it was asked and answers when the test lets it. */
export function fakeCrm(people: readonly Candidate[] = []) {
  const asked: string[] = [];
  const filed: { call: Call; caller: Caller }[] = [];
  const faults: FaultCode[] = [];
  let answer: () => Promise<void> = () => Promise.resolve();
  const crm: Crm = {
    dialPlan: dialPlanOf('RU'),
    async search(entity, digits) {
      asked.push(`${entity} ${digits}`);
      await answer();
      return people.filter((one) => one.entity === entity);
    },
    companyName: (id) => Promise.resolve(id === 7 ? 'Vector' : undefined),
    colleague: (extension) => (extension === '102' ? 'Boris' : undefined),
    fileCall: (call, caller) => void filed.push({ call, caller }),
    reportFault: (code) => void faults.push(code),
  };
  return {
    ...crm,
    asked,
    filed,
    faults,
    /** From now on answers wait for the returned `go`. */
    hold() {
      let go: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (go = resolve));
      answer = () => gate;
      return () => go();
    },
    breakDown() {
      answer = () => Promise.reject(new Error('500'));
    },
    recover() {
      answer = () => Promise.resolve();
    },
  };
}

export const anna: Candidate = { entity: 'contact', id: 1, name: 'Anna', phones: ['8 (999) 111-22-33'] };
