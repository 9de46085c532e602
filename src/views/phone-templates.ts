/** Compiled `templates/phone-*.twig`. */
export type PhoneTemplates = Readonly<
  Record<
    | 'head'
    | 'notice'
    | 'call'
    | 'joint'
    | 'dial'
    | 'recents'
    | 'keys'
    | 'transfer'
    | 'targets'
    | 'settings'
    | 'check'
    | 'checkRow',
    (model: object) => string
  >
>;
