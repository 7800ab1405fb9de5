import type { ConsentStore } from '../../server/ports/requests/consent-store.ts'
import type { Metrics } from '../../server/ports/metrics.ts'

/** The same store, counting every authorization grant that moved to another state. */
export const countedConsents = (store: ConsentStore, metrics: Pick<Metrics, 'grantMoved'>): ConsentStore => ({
  addRequest: (request, event) => store.addRequest(request, event),
  findRequest: id => store.findRequest(id),
  findGrant: id => store.findGrant(id),
  findGiven: id => store.findGiven(id),
  findAgreement: (clientId, key) => store.findAgreement(clientId, key),
  announceExpiry: (grant, event) => store.announceExpiry(grant, event),
  changeContent: (id, change) => store.changeContent(id, change),
  addUse: (grant, use, event) => store.addUse(grant, use, event),
  hold: id => store.hold(id),
  raiseEpoch: (id, from) => store.raiseEpoch(id, from),
  addGrant: async (grant, event) => {
    const added = await store.addGrant(grant, event)
    if (added) metrics.grantMoved('active')
    return added
  },
  saveRequest: async change => {
    const saved = await store.saveRequest(change)
    if (saved && change.grant) metrics.grantMoved('active')
    return saved
  },
  changeHeld: async (wanted, change) => {
    const changed = await store.changeHeld(wanted, change)
    if (changed && changed.state.name !== 'active') metrics.grantMoved(changed.state.name)
    return changed
  },
  saveGrant: async change => {
    const saved = await store.saveGrant(change)
    if (saved && change.grant.state.name !== 'active') metrics.grantMoved(change.grant.state.name)
    return saved
  },
})
