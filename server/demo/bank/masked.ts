/** The beginning of something that nobody else should see: enough to recognise it by, useless without the rest. */
export const masked = (secret: string): string => `${secret.slice(0, Math.min(6, secret.length >> 1))}…`
