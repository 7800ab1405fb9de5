import type { Paper } from '../ports/documents/document-renderer.ts'

/** Everything that is written on a paper, as plain text. */
export const paperText = ({ title, facts, introduction, points, closing, testNotice }: Paper): string =>
  [
    title,
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    ...introduction,
    ...points,
    ...closing,
    ...(testNotice === undefined ? [] : [testNotice]),
  ].join('\n')
