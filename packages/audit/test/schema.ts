// The published schemas, closed: what they do not name is an error here, and ignored by those who read the outputs.
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

const folder = resolve(__dirname, '../schemas')

type Json = { [member: string]: Json } | Json[] | string | number | boolean | null

const closed = (schema: Json, isHead = false): Json => {
  if (typeof schema !== 'object' || schema === null) return schema
  if (Array.isArray(schema)) return schema.map(each => closed(each))
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  const isOpen = inner['additionalProperties'] === true || !('properties' in inner) || isHead
  return isOpen ? inner : { ...inner, unevaluatedProperties: false }
}

/** By the name of its schema. */
const validators = (): ReadonlyMap<string, ValidateFunction> => {
  const ajv = new Ajv2020({ allowUnionTypes: true, strictRequired: false })
  const schemas = readdirSync(folder).map(file => {
    const schema = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as { [member: string]: Json }
    return {
      name: file.replace('.schema.json', ''),
      schema: closed(schema, file === 'head.schema.json') as object & { $id: string }
    }
  })
  for (const { schema } of schemas) ajv.addSchema(schema)
  return new Map(schemas.map(({ name, schema }) => [name, ajv.getSchema(schema.$id) as ValidateFunction]))
}

const schemas = validators()

/** What an output, as a reader meets it, has that its schema does not allow. */
export const faultsIn = (name: string, output: unknown): ReadonlyArray<string> => {
  const validate = schemas.get(name)
  if (validate === undefined) throw new Error(`no schema ${name}`)
  return validate(JSON.parse(JSON.stringify(output)))
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}
