/** Tones without a file: what a caller hears while it rings, what the called one hears, what the machine says. */
export interface Sounds {
  ring(kind: 'incoming' | 'ringback' | undefined): void;
  /** A stream with a tone in it, in place of a microphone. */
  machine(): MediaStream;
}

const tones = {
  incoming: { pitch: 480, on: 0.8, off: 1.2, loud: 0.15 },
  ringback: { pitch: 425, on: 1, off: 3, loud: 0.05 },
} as const;

export function sounds(): Sounds {
  let context: AudioContext | undefined;
  let stop = (): void => undefined;
  const ready = (): AudioContext => {
    context ??= new AudioContext();
    // Silent until the page was clicked: the words on it must do then.
    void context.resume().catch(() => undefined);
    return context;
  };
  const tone = (pitch: number, to: AudioNode): OscillatorNode => {
    const source = new OscillatorNode(to.context, { frequency: pitch });
    source.connect(to);
    source.start();
    return source;
  };

  return {
    ring(kind) {
      stop();
      if (kind === undefined) return;
      const { pitch, on, off, loud } = tones[kind];
      const gain = new GainNode(ready(), { gain: 0 });
      gain.connect(gain.context.destination);
      const source = tone(pitch, gain);
      const beat = (): void => {
        const { currentTime } = gain.context;
        gain.gain.setValueAtTime(loud, currentTime);
        gain.gain.setValueAtTime(0, currentTime + on);
      };
      beat();
      const timer = setInterval(beat, (on + off) * 1000);
      stop = () => {
        clearInterval(timer);
        source.stop();
        gain.disconnect();
        stop = () => undefined;
      };
    },
    machine() {
      const out = new MediaStreamAudioDestinationNode(ready());
      tone(425, new GainNode(out.context, { gain: 0.3 })).connect(out);
      return out.stream;
    },
  };
}
