// What is used of TypeBox. The build makes one file of it (scripts/build-command.mjs): loading its hundreds of modules
// takes a fifth of a second.
export {
  Array,
  Boolean,
  Enum,
  Integer,
  Literal,
  Null,
  Number,
  Object,
  Optional,
  Refine,
  type Static,
  String,
  type TOptional,
  type TSchema,
  type TUnsafe,
  Union,
  Unknown,
  Unsafe,
  With,
} from 'typebox'
export { Format } from 'typebox/format'
export { Check, Compile } from 'typebox/schema'
