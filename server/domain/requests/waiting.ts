/** Whether something that waits for an answer waits no more: at `expiresAt` it is over. */
export const isOverAt = ({ expiresAt }: { readonly expiresAt: Date }, now: Date): boolean => now >= expiresAt
