/** Where gateways of one database hear each other. */
export const channel = 'gateway';
