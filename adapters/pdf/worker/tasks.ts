import type { Paper } from '../../../server/ports/documents/document-renderer.ts'
import type { SignedDocument } from '../../../server/ports/documents/signature-validator.ts'
import type { SignaturePlan } from '../write/add-signature-field.ts'

interface ToSign {
  readonly pdf: Uint8Array
  readonly plan: SignaturePlan
}

/**
 * What the processes can do. Each task loads its module when it is first asked for, takes one value that can be cloned
 * from process to process, and gives another back.
 */
export const tasks = {
  render: async (paper: Paper) => (await import('../write/render-document.ts')).renderDocument(paper),
  prepareSignature: async ({ pdf, plan }: ToSign) =>
    (await import('../write/prepare-signature.ts')).prepareSignature(pdf, plan),
  validate: async (document: SignedDocument) =>
    (await import('../verify/validate-document.ts')).validateDocument(document),
} as const

export type Tasks = typeof tasks

export type TaskName = keyof Tasks

export type TaskInput<Name extends TaskName> = Parameters<Tasks[Name]>[0]

export type TaskResult<Name extends TaskName> = Awaited<ReturnType<Tasks[Name]>>
