import ts from 'typescript';

/** What a type is, as far as a caller can get it wrong: "string", "number|string", or an object's fields ("name?": may be left out). */
export type Shape = string | { readonly [field: string]: Shape };
export interface FunctionShape {
  readonly takes: Readonly<Record<string, Shape>>;
  readonly gives: Shape;
}

/** What one declaration file says of VoxEngine. */
export interface Declared {
  /** Members of enums, with their values. */
  readonly enums: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  /** Of all functions: "VoxEngine.callUser", "Call.answer", "setTimeout". */
  readonly names: readonly string[];
  readonly functions: Readonly<Record<string, FunctionShape>>;
  /** "Call.Connected": the fields that its listeners get. */
  readonly events: Readonly<Record<string, Shape>>;
}

const namespaces = ['VoxEngine', 'Net', 'Logger', 'Crypto', 'ApplicationStorage'];
const depth = 2;

const kindOf = (checker: ts.TypeChecker, type: ts.Type, left: number): Shape => {
  const has = (flags: ts.TypeFlags): boolean => (type.flags & flags) !== 0;
  if (has(ts.TypeFlags.StringLike)) return 'string';
  if (has(ts.TypeFlags.NumberLike)) return 'number';
  if (has(ts.TypeFlags.BooleanLike)) return 'boolean';
  if (has(ts.TypeFlags.VoidLike | ts.TypeFlags.Null)) return 'nothing';
  if (has(ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) return 'any';
  if (type.getCallSignatures().length > 0) return 'function';
  if (checker.isArrayType(type)) return 'list';
  const name = (type.symbol as ts.Symbol | undefined)?.name;
  if (name === 'Call') return 'Call';
  if (name === 'Promise')
    return shapeOf(checker, checker.getTypeArguments(type as ts.TypeReference)[0]!, left);
  return left === 0 || type.getProperties().length === 0 ? 'object' : fieldsOf(checker, type, left - 1);
};

function shapeOf(checker: ts.TypeChecker, type: ts.Type, left = depth): Shape {
  const parts = (type.isUnion() ? type.types : [type]).map((one) => kindOf(checker, one, left));
  const said = parts.filter((part) => part !== 'nothing');
  const [only] = said;
  if (said.length === 1 && only !== undefined) return only;
  return (
    [...new Set(said.map((part) => (typeof part === 'string' ? part : 'object')))].sort().join('|') ||
    'nothing'
  );
}

const fieldsOf = (checker: ts.TypeChecker, type: ts.Type, left: number): Shape =>
  Object.fromEntries(
    checker
      .getPropertiesOfType(type)
      .map((field) => [
        field.name + ((field.flags & ts.SymbolFlags.Optional) === 0 ? '' : '?'),
        shapeOf(checker, checker.getTypeOfSymbol(field), left),
      ]),
  );

function functionOf(checker: ts.TypeChecker, symbol: ts.Symbol): FunctionShape | undefined {
  const [signature] = checker.getTypeOfSymbol(symbol).getCallSignatures();
  if (signature === undefined) return undefined;
  const takes = signature.getParameters().map((parameter) => {
    const declaration = parameter.valueDeclaration as ts.ParameterDeclaration;
    return [
      parameter.name + (checker.isOptionalParameter(declaration) ? '?' : ''),
      shapeOf(checker, checker.getTypeOfSymbol(parameter)),
    ];
  });
  return { takes: Object.fromEntries(takes), gives: shapeOf(checker, signature.getReturnType()) };
}

/** Reads a declaration file; `isOf`: which of its functions and events are worth a description. */
export function declaredIn(file: string, isOf: (name: string) => boolean = () => true): Declared {
  const program = ts.createProgram([file], {
    lib: ['lib.es2020.d.ts'],
    types: [],
    strict: true,
    noEmit: true,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file)!;
  const own = checker
    .getSymbolsInScope(
      source,
      ts.SymbolFlags.Enum | ts.SymbolFlags.Module | ts.SymbolFlags.Type | ts.SymbolFlags.Function,
    )
    .filter(({ declarations }) => declarations?.some((each) => each.getSourceFile() === source));
  const enums: Record<string, Record<string, string | number>> = {};
  const functions: Record<string, FunctionShape> = {};
  const events: Record<string, Shape> = {};
  const names: string[] = [];
  const note = (name: string, symbol: ts.Symbol): void => {
    const shape = functionOf(checker, symbol);
    if (shape === undefined) return;
    names.push(name);
    if (isOf(name)) functions[name] = shape;
  };
  for (const symbol of own) {
    const { name, flags } = symbol;
    if ((flags & ts.SymbolFlags.Enum) !== 0)
      enums[name] = Object.fromEntries(
        checker
          .getExportsOfModule(symbol)
          .map((member) => [
            member.name,
            checker.getConstantValue(member.valueDeclaration as ts.EnumMember)!,
          ]),
      );
    if ((flags & ts.SymbolFlags.Function) !== 0) note(name, symbol);
    if (namespaces.includes(name))
      for (const member of checker.getExportsOfModule(symbol)) note(`${name}.${member.name}`, member);
    if (['Call', '_CallEvents', '_AppEvents'].includes(name))
      for (const member of checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol))) {
        if (name === 'Call') note(`Call.${member.name}`, member);
        else if (isOf(member.name)) events[member.name] = shapeOf(checker, checker.getTypeOfSymbol(member));
      }
  }
  return { enums, names: names.sort(), functions, events };
}
