import { admin } from './admin/index.ts'
import { altinn } from './altinn/index.ts'
import { console } from './console/index.ts'
import { elhub } from './elhub/index.ts'
import { events } from './events/index.ts'
import { type ListedFace, listed } from './face-module.ts'
import { gjeld } from './gjeld/index.ts'
import { maskinporten } from './maskinporten/index.ts'
import { oauth } from './oauth/index.ts'
import { portal } from './portal/index.ts'

/** The list. Adding a face adds a line; deleting a face deletes a line. */
export const faces: readonly ListedFace[] = [
  listed(oauth),
  listed(gjeld),
  listed(maskinporten),
  listed(altinn),
  listed(elhub),
  listed(events),
  listed(admin),
  listed(portal),
  listed(console),
]
