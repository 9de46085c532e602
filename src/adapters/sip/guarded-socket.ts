import { EmitterImpl, TransportState, type Transport } from 'sip.js';

export interface SocketGuard {
  readonly url: string;
  /** Milliseconds for opening. */
  readonly limit: number;
  /** Everything but keep-alives; what it wants the library to see it gives back by `deliver`. */
  onText(text: string): void;
  /** The socket closed by itself. */
  onLost(): void;
  /** False: this must not go out. */
  maySend(text: string): boolean;
  onSent(text: string): void;
}

/**
 * The library's way to the server, in place of its own: no reconnecting, nothing logged, and what throws inside the
 * library while it reads a message stays here.
 */
export class GuardedSocket implements Transport {
  readonly protocol: string;
  readonly stateChange = new EmitterImpl<TransportState>();
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;
  private pretending = false;
  private socket: WebSocket | undefined;
  private readonly guard: SocketGuard;

  constructor(_logger: unknown, guard: SocketGuard) {
    this.guard = guard;
    this.protocol = guard.url.startsWith('wss:') ? 'WSS' : 'WS';
  }

  get state(): TransportState {
    return this.isConnected() ? TransportState.Connected : TransportState.Disconnected;
  }

  isConnected(): boolean {
    return this.socket?.readyState === 1;
  }

  /** The library's; when to open a socket is not the library's to decide. */
  connect(): Promise<void> {
    return Promise.resolve();
  }

  /** A new socket in place of whatever there was. */
  open(): Promise<void> {
    this.close();
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(this.guard.url, 'sip');
      socket.binaryType = 'arraybuffer';
      this.socket = socket;
      let opened = false;
      const fail = (): void => {
        clearTimeout(timer);
        if (this.socket === socket) {
          this.close();
          if (opened) this.guard.onLost();
        }
        reject(new Error('socket closed'));
      };
      const timer = setTimeout(fail, this.guard.limit);
      socket.onopen = () => {
        opened = true;
        clearTimeout(timer);
        resolve();
      };
      socket.onclose = fail;
      socket.onmessage = ({ data }: MessageEvent<unknown>) => {
        const text = data instanceof ArrayBuffer ? new TextDecoder().decode(data) : String(data);
        if (text.trim() !== '') this.guard.onText(text);
        else if (text === '\r\n\r\n') socket.send('\r\n');
      };
    });
  }

  deliver(text: string): void {
    try {
      this.onMessage?.(text);
    } catch {
      // The library could not read it, and has not acted on it.
    }
  }

  /** As if it had come from the server; what the library says to it goes nowhere, and never fails. */
  pretend(text: string): void {
    this.pretending = true;
    this.deliver(text);
    this.pretending = false;
  }

  send(text: string): Promise<void> {
    if (this.pretending) return Promise.resolve();
    if (!this.isConnected()) return Promise.reject(new Error('no socket'));
    if (!this.guard.maySend(text)) return Promise.resolve();
    this.socket?.send(text);
    this.guard.onSent(text);
    return Promise.resolve();
  }

  disconnect(): Promise<void> {
    this.close();
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    return this.disconnect();
  }

  private close(): void {
    const { socket } = this;
    this.socket = undefined;
    if (socket === undefined) return;
    socket.onopen = socket.onclose = socket.onmessage = null;
    socket.close();
  }
}
