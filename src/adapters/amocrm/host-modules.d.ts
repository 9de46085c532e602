/** The host's window (web SDK, "system modules"). `init` runs inside the constructor. */
declare module 'lib/components/base/modal' {
  export default class Modal {
    constructor(options: {
      class_name: string;
      focus_element: string;
      disable_enter_keydown: boolean;
      disable_cancel_click: boolean;
      init: (body: JQuery) => void;
      destroy: () => void;
    });
    destroy(): boolean;
  }
}
