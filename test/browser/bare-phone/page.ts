import { BarePhone } from './bare-phone';

declare global {
  interface Window {
    BarePhone: typeof BarePhone;
    bare: Record<string, BarePhone>;
  }
}
window.BarePhone = BarePhone;
window.bare = {};
