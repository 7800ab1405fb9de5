/** To a receiver that was too long behind. */
export const lossReason = ({ place }: { readonly place: number }): string =>
  `Events up to the cursor ${place} were not told, and are kept no more`
