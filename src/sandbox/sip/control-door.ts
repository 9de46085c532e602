import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PbxOrder } from '../../protocol/pbx-order';
import { parsePbxOrder, type OrderWord } from './parse-pbx-order';

/** Largest order, bytes. */
const largest = 4096;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** `refusing`: it says no to every order. `silent`: it says nothing. */
export type Mood = 'willing' | 'refusing' | 'silent';

/** `POST /control` of the PBX: orders of the gateway, who shows the PBX's key. */
export function controlDoor(parts: {
  pbxKey: string;
  take: (order: PbxOrder) => OrderWord;
  mood: () => Mood;
}) {
  const { pbxKey, take, mood } = parts;
  const wanted = digest(`Bearer ${pbxKey}`);

  async function wordFor(request: IncomingMessage): Promise<OrderWord> {
    if (request.method !== 'POST') return { status: 405, message: 'Send POST.' };
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), wanted))
      return { status: 401, message: "Send the PBX's key: Authorization: Bearer …" };
    let body = '';
    for await (const chunk of request) {
      body += String(chunk);
      if (body.length > largest) return { status: 413, message: `An order has ${largest} bytes at most.` };
    }
    const order = parsePbxOrder(body);
    if (order === undefined)
      return {
        status: 400,
        message:
          'Send {"command": "originate", "extension", "phone", "call_id"} or {"command": "hangup", "extension", "call_id"}.',
      };
    return mood() === 'refusing' ? { status: 403, message: 'Told to refuse everything.' } : take(order);
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (mood() === 'silent') return;
    const { status, message } = await wordFor(request);
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(`${JSON.stringify({ message })}\n`);
  };
}

export type ControlDoor = ReturnType<typeof controlDoor>;
