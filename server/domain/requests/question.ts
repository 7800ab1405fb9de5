import type { Language } from '../text/text.ts'

/**
 * A consent request in the reader's language, every word of it in two layers: what the page shows, unfolded or folded, is
 * what is kept.
 */
export interface Question {
  readonly language: Language
  readonly title: string
  readonly lead: string
  /** What stands above the answers: who asks, for what, what for, and until when. Few words. */
  readonly sections: readonly Section[]
  readonly accept: string
  readonly decline: string
  /** What stands below the answers, each folded under its heading. */
  readonly details: readonly Section[]
}

export interface Section {
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly lists: readonly List[]
  /** Things that are asked for each by itself, shown after the lists. */
  readonly things?: Things
  /** Text with marks, shown after the paragraphs. */
  readonly rich?: readonly RichText[]
  /** Shown last. */
  readonly links?: readonly Link[]
}

/** `label: text`, where the text is a link. */
export interface Link {
  readonly label: string
  readonly text: string
  /** An https or a mailto address. */
  readonly href: string
}

export interface List {
  readonly intro: string
  readonly items: readonly string[]
}

export interface Things {
  readonly intro: string
  readonly items: readonly Thing[]
}

export interface Thing {
  readonly title: string
  readonly lines: readonly { readonly label: string; readonly value: string }[]
  /** Of one that may be left out: its name in the form, and whether it is taken. */
  readonly choice?: { readonly name: string; readonly isTaken: boolean }
}

/** Text of somebody else's, made safe. */
export interface RichText {
  /** HTML of nothing but p, span, ul, ol, li, a, b, strong, em and i. */
  readonly html: string
  /** The same in plain words. */
  readonly text: string
}
