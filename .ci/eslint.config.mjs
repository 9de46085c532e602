import tseslint from 'typescript-eslint';

const hostGlobals = ['APP', 'AMOCRM', '$', 'jQuery'].map((name) => ({
  name,
  message: 'Only src/adapters/amocrm names the host.',
}));

export default tseslint.config(
  { ignores: ['dist/**', '.cache/**', 'node_modules/**', 'test-results/**', '**/*.{js,cjs,mjs}'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        tsconfigRootDir: new URL('..', import.meta.url).pathname,
        project: [
          './src/tsconfig.pure.json',
          './src/tsconfig.browser.json',
          './src/tsconfig.host.json',
          './src/tsconfig.node.json',
          './src/scenarios/voximplant/tsconfig.json',
          './src/scenarios/scriptforge/tsconfig.json',
          './src/engine/voxengine/guest/tsconfig.json',
          './test/tsconfig.json',
        ],
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/dot-notation': 'off',
      'no-console': ['error', { allow: ['debug', 'trace'] }],
      'no-alert': 'error',
      'no-eval': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/{domain,protocol,ports,agent,views,widget}/**/*.ts', 'src/adapters/{pbx,tabs}/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...hostGlobals] },
  },
  {
    files: ['src/{domain,agent}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Chance is an argument.' },
        { object: 'Date', property: 'now', message: 'Time is an argument: ports/clock.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'Time is an argument: ports/clock.',
        },
      ],
    },
  },
  { files: ['src/widget/index.ts'], rules: { '@typescript-eslint/no-this-alias': 'off' } },
  {
    files: ['src/{gateway,check-widget,sandbox,scenario}/**/*.ts', 'src/engine/serve/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'no-console': 'off',
    },
  },
);
