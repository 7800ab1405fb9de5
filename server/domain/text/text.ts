export const languages = ['nb', 'nn', 'en'] as const

export type Language = (typeof languages)[number]

/** One text in every language the pages speak. */
export type LocalizedText = Readonly<Record<Language, string>>

export const isLanguage = (value: unknown): value is Language => languages.includes(value as Language)
