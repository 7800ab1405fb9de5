import type { FaceTools } from '../face-module.ts'

export type AdminTools = Pick<
  FaceTools,
  | 'core'
  | 'desk'
  | 'entrySchemas'
  | 'tokens'
  | 'clock'
  | 'digest'
  | 'ids'
  | 'registry'
  | 'publicUrl'
  | 'managementUrl'
  | 'renderer'
  | 'requestDialects'
  | 'receipts'
  | 'documentRenderer'
  | 'openArchive'
>
