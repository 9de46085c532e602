import { connect, type Socket } from 'node:net';

export interface HttpLoad {
  /** Waits for a free connection, posts, and resolves when the answer is complete; rejects unless it is a 202. */
  post(body: object): Promise<void>;
  close(): void;
}

interface Line {
  socket: Socket;
  done: ((error?: Error) => void) | undefined;
}

/**
 * Posts over `connections` kept open, one request at a time on each. Written on bare sockets: a real HTTP client costs
 * more than the server that is to be measured.
 */
export function httpLoad(url: string, key: string, connections: number): HttpLoad {
  const { hostname, port, host } = new URL(url);
  const head = `POST /v1/events HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: `;
  let free: Line[] = [];
  const wanting: ((line: Line) => void)[] = [];
  const lines = new Set<Line>();
  const release = (line: Line): void => {
    const next = wanting.shift();
    if (next === undefined) {
      if (lines.has(line)) free.push(line);
    } else if (lines.has(line)) next(line);
    else void opened().then(next);
  };

  const opened = (): Promise<Line> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => resolve(line));
      const line: Line = { socket, done: undefined };
      let answer = '';
      socket.setNoDelay(true);
      socket.setEncoding('latin1');
      socket.on('data', (chunk: string) => {
        answer += chunk;
        const end = answer.indexOf('\r\n\r\n');
        if (end < 0) return;
        const length = Number(/content-length: *(\d+)/i.exec(answer)?.[1]);
        if (answer.length < end + 4 + length) return;
        const error = answer.startsWith('HTTP/1.1 202') ? undefined : new Error(answer.slice(0, 500));
        answer = '';
        const { done } = line;
        line.done = undefined;
        done?.(error);
      });
      const lost = (): void => {
        const error = new Error(`${url} closed the connection`);
        reject(error);
        // A server closes what was idle for long: only who waits for an answer need know.
        lines.delete(line);
        free = free.filter((one) => one !== line);
        line.done?.(error);
      };
      socket.on('error', lost);
      socket.on('close', lost);
      lines.add(line);
    });
  const someLine = (): Promise<Line> | Line => {
    const line = free.pop();
    if (line !== undefined) return line;
    return lines.size < connections ? opened() : new Promise((resolve) => wanting.push(resolve));
  };

  return {
    async post(body) {
      const text = JSON.stringify(body);
      const line = await someLine();
      await new Promise<void>((resolve, reject) => {
        line.done = (error) => {
          release(line);
          if (error === undefined) resolve();
          else reject(error);
        };
        line.socket.write(`${head}${Buffer.byteLength(text)}\r\n\r\n${text}`);
      });
    },
    close() {
      for (const { socket } of lines) {
        socket.removeAllListeners('close');
        socket.destroy();
      }
    },
  };
}
