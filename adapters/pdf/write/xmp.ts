import type { Paper } from '../../../server/ports/documents/document-renderer.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const escaped = (text: string): string => text.replace(/[&<>]/g, sign => entities[sign]!)

/** The document's title, author and making, as PDF/A wants them beside the information dictionary. */
export const xmp = ({ title, author, createdAt }: Pick<Paper, 'title' | 'author' | 'createdAt'>): string => `
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>${toSeconds(createdAt)}</xmp:CreateDate>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${escaped(author)}</rdf:li></rdf:Seq></dc:creator>
</rdf:Description>
`

const toSeconds = (instant: Date): string => `${instant.toISOString().slice(0, 19)}Z`
