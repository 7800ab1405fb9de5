import type { Token } from 'markdown-it'

/** The same words without marks: a paragraph a line, a hyphen or a number before what is in a list, links with their address. */
export function plainWords(tokens: readonly Token[]): string {
  const lines: string[] = []
  const counts: (number | undefined)[] = []
  let lead = ''
  for (const token of tokens) {
    if (token.type === 'ordered_list_open') counts.push(Number(token.attrGet('start') ?? 1))
    if (token.type === 'bullet_list_open') counts.push(undefined)
    if (token.type.endsWith('_list_close')) counts.pop()
    if (token.type === 'list_item_open') lead = leadOf(counts)
    if (token.type !== 'inline') continue
    lines.push(lead + lineOf(token.children ?? []))
    lead = ''
  }
  return lines.join('\n')
}

function leadOf(counts: (number | undefined)[]): string {
  const count = counts.at(-1)
  const indent = '  '.repeat(counts.length - 1)
  if (count === undefined) return `${indent}- `
  counts[counts.length - 1] = count + 1
  return `${indent}${count}. `
}

function lineOf(words: readonly Token[]): string {
  const addresses: string[] = []
  return words
    .map(word => {
      if (word.type === 'link_open') addresses.push(String(word.attrGet('href') ?? ''))
      if (word.type === 'link_close') return ` (${addresses.pop()})`
      if (word.type === 'softbreak') return ' '
      return word.type === 'hardbreak' ? '\n' : word.content
    })
    .join('')
}
