/** The bytes are not what a PDF file has in that place. */
export class PdfSyntaxError extends Error {
  override readonly name = 'PdfSyntaxError'
}
