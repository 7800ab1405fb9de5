import { httpRightsRegister } from '../../adapters/rights-register/http-rights-register.ts'
import { rightsWithRegister } from '../../adapters/rights-register/rights-with-register.ts'
import type { Log } from '../../adapters/log/logger.ts'
import type { Config } from '../config/config.ts'
import type { PartyRightStore } from '../ports/parties/party-rights.ts'
import type { Stores } from './storage.ts'

interface Parts {
  readonly config: Pick<Config, 'rightsRegister'>
  readonly stores: Pick<Stores, 'rights' | 'parties'>
  readonly log: Pick<Log, 'info'>
}

/** Who may act for whom: our own register, and one elsewhere where the configuration names one. */
export function openRights({ config: { rightsRegister: remote }, stores, log }: Parts): PartyRightStore {
  const { rights: own, parties } = stores
  if (!remote) return own
  const { keepSeconds } = remote
  const register = httpRightsRegister(remote)
  const onDoubt = () => log.info({ event: 'rights-register.unavailable' }, 'rights-register.unavailable')
  return { ...own, ...rightsWithRegister({ own, register, parties, keepSeconds, onDoubt }) }
}
