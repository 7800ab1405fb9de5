const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Anything else would be an error to PostgreSQL where it is simply not found. */
export const isUuid = (text: string): boolean => pattern.test(text)

/** The lowest UUID version 7 that can be made at an instant. */
export const firstUuidAt = (at: Date): string =>
  `${at
    .getTime()
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})/, '$1-')}-0000-0000-000000000000`
