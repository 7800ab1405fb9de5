import { openDesk } from '../../server/usecases/desk/index.ts'

export { evidenceIssuer as deskIssuer } from './evidence-signer.ts'

export const openTestDesk = openDesk
