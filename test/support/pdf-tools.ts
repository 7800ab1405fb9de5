import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Programs that look at PDFs with other people's eyes (Debian: qpdf, poppler-utils). */
export type PdfTool = 'qpdf' | 'pdfsig' | 'pdffonts' | 'pdftotext' | 'pdfinfo'

/**
 * What the tool prints about the file, which stands last among the arguments unless one of them is `FILE`. Skips the
 * test where the tool is not installed, unless `SAMTYKKE_TEST_REQUIRE_PDF_TOOLS` is 1.
 */
export async function askPdfTool(
  test: Mocha.Context,
  tool: PdfTool,
  { pdf, args = [] }: { pdf: Uint8Array; args?: readonly string[] },
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'samtykke-pdf-'))
  const file = join(folder, 'document.pdf')
  const named = args.includes('FILE') ? args.map(one => (one === 'FILE' ? file : one)) : [...args, file]
  try {
    await writeFile(file, pdf)
    return (await run(tool, named)).stdout
  } catch (error) {
    if (
      (error as NodeJS.ErrnoException).code === 'ENOENT' &&
      process.env.SAMTYKKE_TEST_REQUIRE_PDF_TOOLS !== '1'
    ) {
      process.stdout.write(`      ${tool} is not installed\n`)
      return test.skip()
    }
    throw error
  } finally {
    await rm(folder, { recursive: true })
  }
}
