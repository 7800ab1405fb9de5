import type { Knex } from 'knex'
import type { Client } from 'pg'
import { laneGate, type Pass } from './lane-gate.ts'
import type { OpenLanes } from './lanes.ts'

interface Wanted {
  readonly lanes: OpenLanes
  /** Connections that the requests of one and the same may hold. */
  readonly share: number
}

/**
 * Longer than the second after which PostgreSQL looks for deadlocks, one of which is then done again. A request's statement
 * that waits twice, in the queue for a row and at its head, ends all the same.
 */
const requestLimits = `set local lock_timeout = 1400; set local statement_timeout = 1500`
const patientLimits = `set local lock_timeout = 4000`

const hurried = new WeakSet<Client>()

/** SQL that sets for one transaction, after its begin, how long whoever has the connection now may wait. */
export const transactionLimits = (client: Client): string =>
  hurried.has(client) ? requestLimits : patientLimits

const passes = new WeakMap<Client, Pass>()

/** Says that whoever has the connection now did something with it. */
export const tellOfMovement = (client: Client): void => passes.get(client)?.moved()

/**
 * Has the requests that want a connection wait until one of their lane is free. What no request stands behind takes what
 * there is.
 *
 * @NOTE Knex has no hook for this; all that it does takes its connections and gives them back here.
 */
export function keepLanes(knex: Knex, { lanes, share }: Wanted): void {
  const { client } = knex
  const gate = laneGate({ connections: () => client.pool.max, share })
  const acquire: () => Promise<Client> = client.acquireConnection.bind(client)
  const release: (connection: Client) => Promise<void> = client.releaseConnection.bind(client)

  client.acquireConnection = async (): Promise<Client> => {
    const travel = lanes.travel()
    if (!travel) return acquire()
    const pass = await gate.enter(travel)
    try {
      const connection = await acquire()
      passes.set(connection, pass)
      if (travel.lane !== 'withdrawal') hurried.add(connection)
      return connection
    } catch (error) {
      pass.leave()
      throw error
    }
  }

  client.releaseConnection = async (connection: Client): Promise<void> => {
    hurried.delete(connection)
    const pass = passes.get(connection)
    passes.delete(connection)
    await release(connection)
    pass?.leave()
  }
}
