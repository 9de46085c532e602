// Who may import whom. The same table stands in docs/architecture.md.
const only = (from, allowed) => ({
  name: `${from}-layer`,
  severity: 'error',
  from: { path: `^src/${from}/`, pathNot: '\\.test\\.ts$' },
  to: { path: '^(src|node_modules)/', pathNot: `^src/(${allowed})/` },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    only('domain', 'domain'),
    only('protocol', 'protocol|dialing|domain'),
    only('ports', 'ports|dialing|domain'),
    only('routing', 'routing|domain'),
    only('dialing', 'dialing|domain'),
    only('logging', 'logging|ports|domain'),
    only('agent', 'agent|ports|dialing|domain'),
    only('views', 'views|agent|ports|dialing|domain'),
    only('scenarios', 'scenarios|protocol|routing|domain'),
    only('engine/voxengine', 'engine/voxengine|domain'),
    {
      name: 'adapters-apart',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(adapters|agent|views|widget|gateway)/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'servers-apart',
      severity: 'error',
      from: { path: '^src/(gateway|sandbox|check-widget)/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/(adapters|agent|views|widget|gateway|sandbox|check-widget|scenario)/',
        pathNot: '^src/$1/',
      },
    },
    {
      name: 'engine-layer',
      severity: 'error',
      from: { path: '^src/engine/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(engine|ports|protocol|domain)/' },
    },
    {
      // Scripts are read as built files, never imported.
      name: 'scenario-layer',
      severity: 'error',
      from: { path: '^src/scenario/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(scenario|engine|protocol|domain)/' },
    },
    {
      name: 'pure-reaches-nothing',
      severity: 'error',
      from: { path: '^src/(domain|protocol|ports|agent|routing|logging|dialing)/', pathNot: '\\.test\\.ts$' },
      to: { reachable: true, path: '^(node_modules|src/(adapters|views|widget|gateway|sandbox))/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
