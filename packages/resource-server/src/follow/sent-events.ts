/** Server-Sent Events, as far as a feed uses them: an event, or a comment as sign of life. */
export type Sent = { readonly id: string; readonly data: string } | 'alive'

const longestEvent = 1_000_000

/** Throws for an event that does not end. */
export async function* sentEvents(pieces: AsyncIterable<string>): AsyncGenerator<Sent> {
  let text = ''
  for await (const piece of pieces) {
    text += piece
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    if (text.length > longestEvent) throw new Error('An event of the feed is too long')
    for (const block of blocks) yield* sentIn(block)
  }
}

function* sentIn(block: string): Generator<Sent> {
  const fields = new Map(block.split('\n').map(fieldIn))
  const data = fields.get('data')
  if (data !== undefined) yield { id: fields.get('id') ?? '', data }
  else if (fields.has('')) yield 'alive'
}

/** A comment is a field without a name. */
function fieldIn(line: string): readonly [string, string] {
  const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
  return [name, value]
}
