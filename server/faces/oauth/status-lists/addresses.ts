const path = '/status-lists'

/** Where all lists are named. */
export const aggregationUri = (publicUrl: string): string => `${publicUrl}${path}`

export const statusListUri =
  (publicUrl: string) =>
  (list: number): string =>
    `${publicUrl}${path}/${list}`
