import type { SoundReport } from '../agent/phone-sound-watch';
import type { Texts } from '../domain/texts';

export interface QualityModel {
  /** `none`: nothing is known yet. */
  readonly tone: 'none' | 'good' | 'fair' | 'bad';
  /** Of four. */
  readonly bars: number;
  /** For the lamp itself. */
  readonly label: string;
  /** What is wrong and what helps; empty while all is well. */
  readonly words: string;
}

const good = 4;
const fair = 3.6;
const poor = 3.1;

/** The cause that weighs most, by what each alone would have to be to be noticed. */
function cause(quality: NonNullable<SoundReport['quality']>): 'loss' | 'delay' | 'jitter' {
  const weights = { loss: quality.loss / 0.02, delay: quality.roundTrip / 300, jitter: quality.jitter / 40 };
  if (weights.loss >= weights.delay && weights.loss >= weights.jitter) return 'loss';
  return weights.delay >= weights.jitter ? 'delay' : 'jitter';
}

/** How a talk sounds, in words. */
export function qualityModel(report: SoundReport | undefined, texts: Texts): QualityModel {
  const none: QualityModel = { tone: 'none', bars: 0, label: texts('phone.quality.none'), words: '' };
  if (report === undefined || report.state === 'starting') return none;
  if (report.state === 'repairing')
    return { tone: 'bad', bars: 0, label: texts('phone.quality.bad'), words: texts('phone.sound.repairing') };
  if (report.state !== 'both')
    return {
      tone: 'bad',
      bars: 0,
      label: texts('phone.quality.bad'),
      words: texts(`phone.sound.${report.state}`),
    };
  const { quality } = report;
  if (quality === undefined) return none;
  const { mos } = quality;
  const tone = mos >= good ? 'good' : mos >= fair ? 'fair' : 'bad';
  const values = {
    mos: mos.toFixed(1),
    loss: Math.round(quality.loss * 100),
    delay: Math.round(quality.roundTrip),
    jitter: Math.round(quality.jitter),
  };
  return {
    tone,
    bars: mos >= good ? 4 : mos >= fair ? 3 : mos >= poor ? 2 : 1,
    label: `${texts(`phone.quality.${tone}`)}. ${texts('phone.quality.figures', values)}`,
    words: tone === 'good' ? '' : texts(`phone.quality.${cause(quality)}`, values),
  };
}
