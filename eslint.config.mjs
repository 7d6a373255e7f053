import js from '@eslint/js'
import { defineConfig } from 'eslint/config'
import functional from 'eslint-plugin-functional'
import tseslint from 'typescript-eslint'

// `numbers[i]!` in a loop bounded by `numbers.length` is what noUncheckedIndexedAccess asks for; any other `!` is not.
const uncheckedNonNull = {
  selector: 'TSNonNullExpression[expression.computed!=true]',
  message: 'handle the absent case; `!` is only for an element whose index is known to be in range'
}

/** A task (fp-ts) does nothing until it is called: `log.close()` alone makes one and drops it, `await log.close()()` closes. */
const noDroppedTask = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { dropped: 'a task is made here and never run: call it, and await what it returns' }
  },
  create: context => {
    const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices
    const checker = program.getTypeChecker()
    const isTask = type =>
      type
        .getCallSignatures()
        .some(
          signature =>
            signature.parameters.length === 0 &&
            checker.getPropertyOfType(checker.getReturnTypeOfSignature(signature), 'then') !== undefined
        )
    return {
      'ExpressionStatement > CallExpression': node => {
        if (isTask(checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node)))) {
          context.report({ node, messageId: 'dropped' })
        }
      }
    }
  }
}

const noEffects = 'core is pure: no I/O, and nothing read from its surroundings'
const noClock = 'core reads no clock: take the instant as an argument'
const noChance = 'core draws nothing: ids are derived'
const noLocale = 'core knows no locale: strings compare by code unit, rendering happens at the edge'

const clocks =
  'constructNow endOfToday endOfTomorrow endOfYesterday formatDistanceToNow formatDistanceToNowStrict isFuture isPast ' +
  'isThisHour isThisISOWeek isThisMinute isThisMonth isThisQuarter isThisSecond isThisWeek isThisYear isToday ' +
  'isTomorrow isYesterday startOfToday startOfTomorrow startOfYesterday'

/** Core is pure and total. The compiler already refuses I/O there (`types: []`, no DOM); these rules refuse the rest. */
const pure = {
  files: ['packages/core/src/**/*.ts'],
  plugins: { functional },
  rules: {
    'functional/no-classes': 'error',
    'functional/no-promise-reject': 'error',
    'functional/no-this-expressions': 'error',
    'functional/no-throw-statements': 'error',
    'functional/no-try-statements': 'error',
    'no-restricted-globals': [
      'error',
      ...'console crypto fetch globalThis performance process queueMicrotask setImmediate setInterval setTimeout'
        .split(' ')
        .map(name => ({ name, message: noEffects }))
    ],
    'no-restricted-imports': [
      'error',
      {
        paths: [
          { name: 'date-fns', importNames: clocks.split(' '), message: noClock },
          ...['Console', 'Date', 'Random'].map(name => ({ name: `fp-ts/lib/${name}.js`, message: noEffects }))
        ],
        patterns: [
          {
            regex: '^(?!\\.{1,2}/|fp-ts/|io-ts$|io-ts/|date-fns$|date-fns/\\w+$|@date-fns/(tz|utc)/)',
            message: noEffects
          },
          { regex: `^date-fns/(${clocks.replaceAll(' ', '|')})$`, message: noClock },
          {
            regex: '^(fp-ts|io-ts)/(?!lib/\\w+\\.js$)',
            message: "write 'fp-ts/lib/Either.js': it resolves in both module formats"
          }
        ]
      }
    ],
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: noClock },
      { object: 'Math', property: 'random', message: noChance },
      ...'localeCompare toLocaleDateString toLocaleLowerCase toLocaleString toLocaleTimeString toLocaleUpperCase'
        .split(' ')
        .map(property => ({ property, message: noLocale }))
    ],
    'no-restricted-syntax': [
      'error',
      uncheckedNonNull,
      {
        selector: 'NewExpression[callee.name=/^(Date|TZDate|TZDateMini)$/][arguments.length=0]',
        message: noClock
      },
      { selector: "CallExpression[callee.name='Date']", message: noClock },
      {
        selector:
          "CallExpression[callee.object.name=/^TZDate/][callee.property.name='tz'][arguments.length=1]",
        message: noClock
      },
      { selector: 'ImportExpression', message: noEffects },
      { selector: 'AwaitExpression', message: noEffects }
    ]
  }
}

const tuned = {
  // A number in a message reads as itself; branded strings and numbers are strings and numbers.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
  // `return answer(…)` ends a branch in one line.
  '@typescript-eslint/no-confusing-void-expression': 'off',
  '@typescript-eslint/no-unnecessary-condition': [
    'error',
    { allowConstantLoopConditions: 'only-allowed-literals' }
  ],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }
  ],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }
  ],
  '@typescript-eslint/no-non-null-assertion': 'off',
  // Names a type parameter for the reader's sake, as fp-ts does throughout.
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
  // There are no enums here but those of protocol buffers, whose messages take numbers.
  '@typescript-eslint/no-unsafe-enum-assignment': 'off',
  '@typescript-eslint/no-unsafe-enum-comparison': 'off',
  // What was caught may be anything, and is thrown on as it came.
  '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
  // Control characters are what input is checked and terminal output cleaned for.
  'no-control-regex': 'off',
  'no-restricted-syntax': ['error', uncheckedNonNull],
  'samtykke/no-dropped-task': 'error',
  eqeqeq: 'error'
}

/** Tests feed on purpose what the types forbid, and say `!` where a failing test is the right answer. */
const relaxedForTests = {
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
  '@typescript-eslint/no-unsafe-type-assertion': 'off',
  '@typescript-eslint/no-dynamic-delete': 'off',
  '@typescript-eslint/no-empty-function': 'off',
  '@typescript-eslint/require-await': 'off',
  'no-restricted-syntax': 'off'
}

export default defineConfig(
  {
    // AssemblyScript has TypeScript's syntax and other types: its own compiler checks it.
    ignores: [
      '**/dist/',
      '**/out/',
      '**/coverage/',
      '**/fixtures/',
      '**/generated/',
      'packages/cli/assembly/'
    ]
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    // One program for all: a program for each package would read core again for each.
    languageOptions: {
      parserOptions: { project: 'scripts/lint.tsconfig.json', tsconfigRootDir: import.meta.dirname }
    },
    plugins: { samtykke: { rules: { 'no-dropped-task': noDroppedTask } } },
    rules: tuned
  },
  { files: ['**/{test,bench,benchmarks}/**/*.ts'], rules: relaxedForTests },
  // Fastify tells by `async` that an answer is what a handler returns; the tests of `node:test` await themselves.
  { files: ['examples/**/*.ts'], rules: { '@typescript-eslint/require-await': 'off' } },
  { files: ['examples/*/test/**/*.ts'], rules: { '@typescript-eslint/no-floating-promises': 'off' } },
  pure,
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        'process console Buffer URL TextDecoder TextEncoder performance setTimeout clearTimeout setInterval clearInterval setImmediate structuredClone AbortController AbortSignal fetch'
          .split(' ')
          .map(name => [name, 'readonly'])
      )
    }
  }
)
