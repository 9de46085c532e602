/** What is used of it; Node has it, its declarations lack it. */
declare namespace WebAssembly {
  interface Memory {
    readonly buffer: ArrayBufferLike;
  }
  const Memory: new (size: { initial: number; maximum: number }) => Memory;
}
