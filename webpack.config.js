// One build for all parts: the widget (AMD, as amoCRM's loader wants it), the servers, the command-line tools.
const path = require('node:path');
const { BannerPlugin } = require('webpack');

const src = (file) => path.resolve(__dirname, 'src', file);
const dist = (folder) => path.resolve(__dirname, 'dist', folder);

const typescript = (tsconfig, compilerOptions = {}) => ({
  rules: [
    {
      test: /\.ts$/,
      use: {
        loader: 'ts-loader',
        // Types are checked once for all, by `npm run types`.
        options: {
          transpileOnly: true,
          configFile: src(tsconfig),
          compilerOptions: { noEmit: false, ...compilerOptions },
        },
      },
    },
    { test: /\.twig$/, type: 'asset/source' },
  ],
});

const common = {
  mode: 'production',
  devtool: false,
  resolve: { extensions: ['.ts', '.js'] },
  performance: { hints: false },
  stats: 'errors-warnings',
};

const amd = {
  ...common,
  target: ['web', 'es2020'],
  module: typescript('tsconfig.browser.json'),
  externalsType: 'amd',
  // The host's own module ids (amoCRM web SDK, "system modules"); `require` is RequireJS's own local require.
  externals: {
    jquery: 'jquery',
    twig: 'twigjs',
    'lib/components/base/modal': 'lib/components/base/modal',
    'amd-require': 'require',
  },
};

/**
 * Puts the module's factory in parentheses. By that sign engines compile a function together with its script, beside
 * the page's work; without it once more, when the page calls it: a third of the widget's whole start.
 */
const eagerFactory = {
  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_SIZE + 1;
    const wrapped = (source) =>
      new sources.RawSource(
        source.source().replace(/^(define\((?:\[[^\]]*\], ?)?)([^]*?)[\s;]*\)[\s;]*$/, '$1($2\n));\n'),
      );
    compiler.hooks.thisCompilation.tap('eager-factory', (compilation) => {
      compilation.hooks.processAssets.tap({ name: 'eager-factory', stage }, (assets) => {
        for (const name of Object.keys(assets)) compilation.updateAsset(name, wrapped);
      });
    });
  },
};

/** What of socket.io no page of ours uses: WebTransport, and packets that are not text. */
const textSocket = {
  './webtransport.js': false,
  './encodePacket.js': src('adapters/pbx/text-packets.ts'),
  './decodePacket.js': src('adapters/pbx/text-packets.ts'),
  './is-binary.js': src('adapters/pbx/no-binary.ts'),
  './binary.js': false,
};

const widget = (env) => ({
  ...amd,
  resolve: { ...common.resolve, alias: textSocket },
  plugins: [eagerFactory],
  name: 'widget',
  entry: src('widget/index.ts'),
  output: {
    path: dist('widget'),
    filename: 'script.js',
    library: { type: 'amd', export: 'default' },
    uniqueName: 'amocrm-telephony',
    publicPath: '',
  },
  // `--env readable` is the build for amoCRM's human reviewers.
  optimization: {
    minimize: !env.readable,
    splitChunks: false,
    // More rounds, and less put in one place, are 0.2 kB less on every page of the CRM once it is packed.
    minimizeOptions: { javascript: { compress: { passes: 5, inline: 1, sequences: false } } },
  },
});

/** A part that most pages never need: fetched by the host's RequireJS, see src/widget/load-part.ts. */
const widgetPart = (env, name) => ({
  ...widget(env),
  name: `widget-${name}`,
  entry: src(`widget/parts/${name}.ts`),
  output: { ...widget(env).output, filename: `parts/${name}.js` },
});

/** Calls of the SIP library that do nothing once its logging is off; their texts are a tenth of it. */
const silentCalls = ['log', 'warn', 'error', 'debug'].flatMap((level) => [
  `this.logger.${level}`,
  `logger.${level}`,
]);

/** Its logging is off, but amoCRM's review reads the words. */
const quietConsole = {
  test: /[\\/]sip\.js[\\/]lib[\\/].*\.js$/,
  loader: path.resolve(__dirname, '.ci/quiet-console.cjs'),
};

/** What it does at its start, and again with each message, without need. */
const quickStart = {
  test: /[\\/]sip\.js[\\/]lib[\\/](core[\\/]messages[\\/]md5|grammar[\\/]pegjs[\\/]dist[\\/]grammar)\.js$/,
  loader: path.resolve(__dirname, '.ci/quick-start.cjs'),
};

/** What holds the SIP library, less what we do not use of it. */
const withSip = (config) => ({
  ...config,
  module: { rules: [...config.module.rules, quietConsole, quickStart] },
  resolve: {
    ...common.resolve,
    // The library's own socket and sound, in place of which it gets ours.
    alias: { '../platform/web/transport/transport.js': false, './session-description-handler.js': false },
  },
  optimization: {
    ...config.optimization,
    minimizeOptions: { javascript: { compress: { pure_funcs: silentCalls, passes: 3 } } },
  },
});

/** The phone alone, for the tests' page. */
const barePart = (env) => ({
  ...widget(env),
  name: 'phone',
  entry: src('widget/parts/phone.ts'),
  output: { ...widget(env).output, path: dist('phone-page'), filename: 'phone.js' },
});

/** The SIP library with next to nothing around it, for tests of servers. */
const barePhone = {
  ...common,
  name: 'bare-phone',
  target: ['web', 'es2020'],
  module: typescript('tsconfig.browser.json'),
  entry: path.resolve(__dirname, 'test/browser/bare-phone/page.ts'),
  output: { path: dist('bare-phone'), filename: 'page.js' },
  optimization: { minimize: false },
};

/** What tests and measurements drive it with, and the library's own ready-made phone beside it. */
const phonePage = {
  ...common,
  name: 'phone-page',
  target: ['web', 'es2020'],
  module: typescript('tsconfig.browser.json'),
  entry: path.resolve(__dirname, 'test/browser/phone-page/page.ts'),
  output: { path: dist('phone-page'), filename: 'page.js' },
};

const node = (name, entry) => ({
  ...common,
  name,
  target: 'node20',
  entry,
  module: typescript('tsconfig.node.json'),
  output: { path: dist(name), filename: '[name].js', library: { type: 'commonjs2' } },
  optimization: { minimize: false },
  // Packages stay in node_modules, but for those that are ES modules only.
  externals: [
    ({ request }, done) =>
      /^(node:|[a-z@])/.test(request) && !/^jose(\/|$)/.test(request)
        ? done(null, `commonjs ${request}`)
        : done(),
  ],
  node: { __dirname: false, __filename: false },
});

/** PBX-side scripts: one plain readable script each, in the syntax of the host's engine (SpiderMonkey of Firefox 81). */
const voximplantScenarios = {
  ...common,
  name: 'voximplant',
  target: ['web', 'es2020'],
  entry: {
    inbound: src('scenarios/voximplant/inbound.ts'),
    outbound: src('scenarios/voximplant/outbound.ts'),
  },
  module: typescript('scenarios/voximplant/tsconfig.json'),
  output: { path: dist('scenarios/voximplant'), filename: '[name].js' },
  optimization: { minimize: false },
};

/** The same policy for ConnexCS: a module for its present engine, and a plain script with `require` for the one before. */
const scriptForge = {
  ...common,
  target: ['web', 'es2020'],
  optimization: { minimize: false },
};
const scriptForgeScripts = [
  {
    ...scriptForge,
    name: 'scriptforge',
    entry: { routing: src('scenarios/scriptforge/routing.ts') },
    module: typescript('scenarios/scriptforge/tsconfig.json'),
    experiments: { outputModule: true },
    output: { path: dist('scenarios/scriptforge'), filename: '[name].js', library: { type: 'module' } },
    externalsType: 'module',
    externals: { cxKV: 'cxKV' },
  },
  {
    ...scriptForge,
    name: 'scriptforge-gen2',
    target: ['web', 'es2018'],
    entry: { 'routing.gen2': src('scenarios/scriptforge/routing.gen2.ts') },
    module: typescript('scenarios/scriptforge/tsconfig.json', { target: 'ES2018' }),
    output: {
      path: dist('scenarios/scriptforge'),
      filename: '[name].js',
      library: { type: 'commonjs2' },
    },
    externalsType: 'node-commonjs',
    externals: { cxKV: 'commonjs cxKV', axios: 'commonjs axios' },
    plugins: [
      new BannerPlugin({
        banner: 'function main(data) {\n  return module.exports.main(data);\n}',
        raw: true,
        footer: true,
      }),
    ],
  },
];

/** The emulated VoxEngine: a Node thread, and the part that lives in the scenario's own realm. */
const voxengine = [
  node('voxengine', { worker: src('engine/voxengine/worker.ts') }),
  {
    ...common,
    name: 'voxengine-guest',
    target: ['web', 'es2020'],
    entry: { guest: src('engine/voxengine/guest/index.ts') },
    module: typescript('engine/voxengine/guest/tsconfig.json'),
    output: {
      path: dist('voxengine'),
      filename: '[name].js',
      library: { type: 'var', name: 'startGuest', export: 'startGuest' },
    },
    optimization: { minimize: false },
  },
];

/** The customer's telephone of the sandbox, a page of its own. */
const customerPhone = {
  ...common,
  name: 'sandbox-phone',
  target: ['web', 'es2020'],
  module: typescript('tsconfig.host.json'),
  entry: src('sandbox/phone/index.ts'),
  output: { path: dist('sandbox/phone'), filename: 'phone.js' },
};

module.exports = (env = {}) => [
  widget(env),
  widgetPart(env, 'settings'),
  widgetPart(env, 'result'),
  widgetPart(env, 'journal'),
  widgetPart(env, 'own-page'),
  widgetPart(env, 'plan'),
  widgetPart(env, 'status'),
  widgetPart(env, 'dial-list'),
  widgetPart(env, 'phone-panel'),
  widgetPart(env, 'log'),
  withSip(widgetPart(env, 'phone-line')),
  withSip(barePart(env)),
  phonePage,
  barePhone,
  node('gateway', {
    index: src('gateway/index.ts'),
    'store-worker': src('gateway/store-worker.ts'),
    'checkpoint-worker': src('gateway/checkpoint-worker.ts'),
    'postgres-line': src('gateway/shared/postgres-line.ts'),
  }),
  node('check-widget', { index: src('check-widget/index.ts') }),
  node('sandbox', { index: src('sandbox/index.ts') }),
  customerPhone,
  node('scenario', { index: src('scenario/index.ts') }),
  node('engine', {
    index: src('engine/index.ts'),
    main: src('engine/serve/main.ts'),
    'script-worker': src('engine/script-worker.ts'),
    'engine-store': src('engine/store/engine-store.ts'),
  }),
  voximplantScenarios,
  ...scriptForgeScripts,
  ...voxengine,
  {
    ...amd,
    name: 'sandbox-host',
    module: typescript('tsconfig.host.json'),
    entry: src('sandbox/host/index.ts'),
    output: {
      path: dist('sandbox/host'),
      filename: 'host.js',
      library: { type: 'amd' },
      uniqueName: 'sandbox-host',
    },
    externals: {
      ...amd.externals,
      underscore: 'underscore',
      backbone: 'backbone',
      moment: 'moment',
      twigjs: 'twigjs',
    },
    optimization: { minimize: false, splitChunks: false },
  },
];
