import { z } from 'zod'
import { CreateBody as CreateDocumentBody, DocumentDocument, DocumentList } from '../documents/schemas.ts'
import { ConsumeBody, GrantDocument, GrantList, ScopeList } from '../grants/schemas.ts'
import { ElhubErrors } from '../wire/problems.ts'
import { CreateBody, RequestDocument, RequestList, UpdateBody } from '../requests/schemas.ts'

const sent = {
  'requests/authorization-request-submission': CreateBody,
  'requests/authorization-request-update': UpdateBody,
  'documents/authorization-document-submission': CreateDocumentBody,
  'grants/authorization-grant-update': ConsumeBody,
}

const answered = {
  'requests/authorization-request-resource': RequestDocument,
  'requests/authorization-request-collection': RequestList,
  'documents/authorization-document-resource': DocumentDocument,
  'documents/authorization-document-collection': DocumentList,
  'grants/authorization-grant-resource': GrantDocument,
  'grants/authorization-grant-collection': GrantList,
  'grants/authorization-scope-collection': ScopeList,
  'json-api-error': ElhubErrors,
}

const written = (schemas: Readonly<Record<string, z.ZodType>>, io: 'input' | 'output') =>
  Object.entries(schemas).map(([name, schema]): [string, unknown] => [
    `${name}.schema.json`,
    { ...z.toJSONSchema(schema, { io }), title: name },
  ])

/** JSON Schemas of what is sent and answered, by their paths. */
export const schemaFiles = (): ReadonlyMap<string, unknown> =>
  new Map([...written(sent, 'input'), ...written(answered, 'output')])
