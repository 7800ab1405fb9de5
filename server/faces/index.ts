import { type ListedFace, listed } from './face-module.ts'
import { gjeld } from './gjeld/index.ts'
import { oauth } from './oauth/index.ts'
import { portal } from './portal/index.ts'

/** The list. Adding a face adds a line; deleting a face deletes a line. */
export const faces: readonly ListedFace[] = [listed(oauth), listed(gjeld), listed(portal)]
