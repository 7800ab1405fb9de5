const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Anything else would be an error to PostgreSQL where it is simply not found. */
export const isUuid = (text: string): boolean => pattern.test(text)
