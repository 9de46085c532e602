/** What the gateway asks of a PBX at `PBX_CONTROL_URL`, as JSON. */
export type PbxOrder =
  | {
      readonly command: 'originate';
      readonly extension: string;
      readonly phone: string;
      readonly call_id: string;
    }
  | { readonly command: 'hangup'; readonly extension: string; readonly call_id: string };
