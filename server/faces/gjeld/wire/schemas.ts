import { z } from 'zod'

export const ConsentId = z.object({ id: z.string().max(200).describe('The consent') })

export const DebtDocument = z.object({
  ssn: z.string().describe('National identity number of the person'),
  consent: z
    .object({
      id: z.uuid().describe('The consent'),
      exp: z.int().describe('When it ends, seconds since 1970'),
      scope: z.string().describe('What it is for'),
    })
    .describe('The consent that was used'),
  loans: z
    .array(
      z.object({
        creditorName: z.string().describe('Who is owed'),
        loan: z
          .looseObject({
            type: z.enum(['creditFacility', 'repaymentLoan', 'chargeCard']).describe('The kind of debt'),
          })
          .nullable()
          .describe(
            'Amounts in hundredths of a krone, rates in hundredths of a per cent; null without an answer',
          ),
      }),
    )
    .describe('One for each debt'),
  numberOfCreditorsAnswered: z.int().describe('How many creditors answered'),
  numberOfcreditorsMissing: z.int().describe('How many did not'),
})
