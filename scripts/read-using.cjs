// Preloaded into dependency-cruiser: the AST visitor of @swc/core, which it extends, does not know `using` declarations and stops at one.
// Their initialisers may import, so they are visited like those of any other declaration.
const { Visitor } = require('@swc/core/Visitor.js')

const visitStatement = Visitor.prototype.visitStatement
Visitor.prototype.visitStatement = function (statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement)
  statement.decls = this.visitVariableDeclarators(statement.decls)
  return statement
}
