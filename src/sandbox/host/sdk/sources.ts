import $ from 'jquery';

export interface SmsMessage {
  phone: string;
  message: string;
  contact_id: number;
}
/** A way of sending that a widget adds below the feed of a card. */
export type Source =
  | { code: string; type: 'sms'; text: string; action: (message: SmsMessage) => PromiseLike<unknown> }
  | { code: string; type: 'chat' | 'email' | 'custom'; text: string; action: ($el: JQuery) => unknown };

let sources: Source[] = [];

/** Of a kind each widget has one: a second call replaces the first. */
export function addSource(source: Source): void {
  sources = [...sources.filter(({ code, type }) => code !== source.code || type !== source.type), source];
  $(document).trigger('widgets:sources:add', [source]);
}

export const cardSources = (): readonly Source[] => sources;

/** Those of one widget that ends; without a code all of them, when the card is left. */
export function dropSources(code?: string): void {
  sources = code === undefined ? [] : sources.filter((source) => source.code !== code);
}
