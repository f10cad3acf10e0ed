// The parts of TypeBox that are used. The build bundles them into one file (scripts/build-command.mjs), because loading
// TypeBox's hundreds of modules takes a fifth of a second.
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
