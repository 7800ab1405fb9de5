/** Where a person makes her login last longer. */
export const sessionPath = '/session'

/** The same, for one who goes back to a question of ours after that. */
export const moreTime = (question: string | undefined, query: Readonly<Record<string, string>> = {}) => {
  const all = new URLSearchParams({ ...query, ...(question !== undefined && { from: question }) })
  return all.size > 0 ? `${sessionPath}?${all}` : sessionPath
}
