import { openPlace } from '../../test/support/samtykke-place.ts'
import { type Raced, raceWithdrawal, together } from '../../test/support/withdrawal-race.ts'
import { openBenchDatabase } from '../targets/bench-database.ts'

const ofOne = 200

/** At least so many requests that begin after the answer to a withdrawal, at two processes; 200 of each consent. */
export async function measureRaces(requests: number): Promise<Raced> {
  const database = await openBenchDatabase()
  try {
    const place = await openPlace({ processes: 2, database: new URL(database.url) })
    try {
      const raced: Raced[] = []
      for (let turn = 0; turn * ofOne < requests; turn++) raced.push(await raceWithdrawal(place, turn, ofOne))
      return together(raced)
    } finally {
      await place.remove()
    }
  } finally {
    await database.stop()
  }
}
