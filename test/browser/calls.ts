let count = 0;
const run = Math.random().toString(36).slice(2, 8);

export interface ScriptedCall {
  id: string;
  ringing(more?: object): object;
  answered(more?: object): object;
  ended(more?: object): object;
  recorded(more?: object): object;
}

/** The events of one call, as a PBX would post them: each with an id of its own, times in order. */
export function aCall(from: string, extensions: string[] = ['101'], more: object = {}): ScriptedCall {
  const id = `c-${run}-${++count}`;
  const start = Date.now();
  let events = 0;
  const event = (type: string, second: number, extra: object = {}): object => ({
    id: `${id}-e${++events}`,
    call_id: id,
    type,
    direction: 'inbound',
    from,
    to: '+74951234567',
    extensions,
    at: new Date(start + second * 1000).toISOString(),
    ...more,
    ...extra,
  });
  return {
    id,
    ringing: (extra) => event('ringing', 0, extra),
    answered: (extra) => event('answered', 1, { extensions: extensions.slice(0, 1), ...extra }),
    ended: (extra) =>
      event('ended', 63, {
        extensions: extensions.slice(0, 1),
        duration: 62,
        disposition: 'answered',
        ...extra,
      }),
    recorded: (extra) =>
      event('recorded', 64, { recording_url: 'https://pbx.example.test/rec/1.mp3', ...extra }),
  };
}
