import { imageSize } from 'image-size';

export interface ImageFacts {
  /** `png`, `jpg` or `gif` by the content, whatever the name says. */
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
}

const has = (bytes: Uint8Array, mark: string): boolean => Buffer.from(bytes).includes(mark, 0, 'latin1');

// A graphic control block before every frame: two of them make an animation.
const gifFrames = (bytes: Uint8Array): number =>
  Buffer.from(bytes).toString('latin1').split('\u0000!\u00f9\u0004').length - 1;

/** What an image is, or undefined for anything that is not one. */
export function imageFacts(bytes: Uint8Array): ImageFacts | undefined {
  try {
    const { type, width, height } = imageSize(bytes);
    if (type === undefined) return undefined;
    const animated = (type === 'png' && has(bytes, 'acTL')) || (type === 'gif' && gifFrames(bytes) > 1);
    return { type, width, height, animated };
  } catch {
    return undefined;
  }
}
