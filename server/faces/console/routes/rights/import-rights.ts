import { z } from 'zod'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consoleForm } from '../../page/console-form.ts'
import { consolePage } from '../../page/console-page.ts'
import { importPath } from '../../rights/paths.ts'
import { readRightsFile } from '../../rights/rights-file.ts'
import { rightsFault } from '../../rights/rights-fault.ts'
import { largestUpload, sha256Of, Uploaded } from '../../rights/uploaded.ts'

const Form = z.strictObject({
  csrf: z.string().optional(),
  act: z.enum(['try', 'take']),
  source: z.string().trim().max(100),
  end_missing: z.literal('yes').optional(),
  reason: z.string().max(2000).default(''),
  file: Uploaded,
  /** The hash of the file that was tried. */
  tried: z.string().max(64).optional(),
})

/**
 * Takes over a file of rights. It is tried first, which writes nothing and says what would change; then the same file is chosen
 * again and taken, so that nothing of it is kept meanwhile.
 */
export const importRights = (tools: ConsoleWork): readonly PageRoute[] => [
  consolePage(tools, {
    path: importPath,
    duty: 'right.import',
    section: 'rights',
    handle: async () => page({}),
  }),
  consoleForm(tools, {
    path: importPath,
    form: Form,
    duty: 'right.import',
    section: 'rights',
    back: () => importPath,
    largestWithFiles: largestUpload,
    handle: async ({ form, traceId }, operator) => {
      const { file, source, end_missing, reason } = form
      const said = { source, end_missing, reason }
      if (!file) return again(said, 'console.right.fault.file')
      const sha256 = await sha256Of(file)
      if (form.act === 'take' && form.tried !== sha256) return again(said, 'console.right.fault.other-file')
      const read = readRightsFile(file)
      if ('unread' in read) return again(said, `console.right.fault.${read.unread}`)
      try {
        const { applied, faults, ...counts } = await tools.desk.importRights({
          operator,
          ...read,
          source: `file:${source}`,
          endMissing: end_missing === 'yes',
          dryRun: form.act === 'try',
          file: { name: file.name, sha256: () => sha256 },
          reason,
          traceId,
        })
        if (faults.count > 0) return { ...page({ ...said, faults, name: file.name }), status: 400 }
        const model = { ...said, counts, name: file.name, tried: sha256 }
        return { view: applied ? 'console/rights-taken' : 'console/rights-tried', model }
      } catch (error) {
        return { ...page({ ...said, fault: rightsFault(error) }), status: 400 }
      }
    },
  }),
]

const again = (said: Readonly<Record<string, unknown>>, text: string): PageReply => ({
  ...page({ ...said, fault: { field: 'file', text } }),
  status: 400,
})

const page = (model: Readonly<Record<string, unknown>>): PageReply => ({
  view: 'console/rights-import',
  model,
})
