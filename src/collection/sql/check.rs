//! What `CHECK` constraints say about the values a column may take.

use sqlparser::ast::{
    BinaryOperator, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, InTarget, Value,
};
use sqlparser::parser::Parser;
use sqlparser::tokenizer::Tokenizer;

use super::dialect::Family;
use super::token::{Token, TokenKind};

/// A chain of operators becomes a tree as deep as it is long. Beyond this it is left alone, so
/// that no schema can exhaust the stack.
const MOST_OPERATORS: usize = 1_500;

/// A column and the values it may take.
pub(super) type Restriction = (String, Vec<String>);

/// Reads a condition, given the tokens inside the parentheses of `CHECK (…)`. A condition that
/// restricts no column to a list says nothing here, nor does one that cannot be read: whatever
/// it says, the column is there.
pub(super) fn restrictions(text: &str, tokens: &[Token], family: Family) -> Vec<Restriction> {
    let has_value =
        tokens.iter().any(|token| token.kind == TokenKind::String || token.kind == TokenKind::Number);
    let compares = tokens.iter().any(|token| token.is(text, "in") || token.of(text) == "=");
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Vec::new() };
    if !has_value || !compares || !is_shallow(text, tokens) {
        return Vec::new();
    }
    let slice = &text[first.start as usize..last.end as usize];
    let mut found = Vec::new();
    for grammar in family.grammars() {
        let Ok(tokens) = Tokenizer::new(grammar, slice).tokenize() else { continue };
        let mut parser = Parser::new(grammar).with_tokens(tokens);
        if let Ok(condition) = parser.parse_expr() {
            collect(&condition, &mut found);
            break;
        }
    }
    found.retain(|(_, values)| !values.is_empty());
    found
}

/// Whether the tree of this condition is sure to be shallow: the operators that can pile up, the
/// commas of lists aside.
pub(super) fn is_shallow(text: &str, tokens: &[Token]) -> bool {
    let (mut levels, mut sum) = (vec![0usize], 0usize);
    for token in tokens {
        let top = levels.len() - 1;
        match (token.kind, token.of(text)) {
            (_, "(" | "[" | "{") => levels.push(0),
            (_, ")" | "]" | "}") if top > 0 => sum -= levels.pop().unwrap_or(0),
            // A comma ends the expression before it.
            (TokenKind::Comma, _) => sum -= std::mem::take(&mut levels[top]),
            _ => {
                levels[top] += 1;
                sum += 1;
            }
        }
        if sum > MOST_OPERATORS {
            return false;
        }
    }
    true
}

/// Conditions that must all hold each restrict on their own; of alternatives all must speak of
/// one column.
fn collect(condition: &Expr, found: &mut Vec<Restriction>) {
    match condition {
        Expr::BinaryOp { left, op: BinaryOperator::And, right } => {
            collect(left, found);
            collect(right, found);
        }
        Expr::Nested(inner) => collect(inner, found),
        other => found.extend(one(other)),
    }
}

fn one(condition: &Expr) -> Option<Restriction> {
    match condition {
        Expr::Nested(inner) => one(inner),
        Expr::BinaryOp { left, op: BinaryOperator::Or, right } => {
            let (column, mut values) = one(left)?;
            let (other, more) = one(right)?;
            values.extend(more);
            column.eq_ignore_ascii_case(&other).then_some((column, values))
        }
        Expr::BinaryOp { left, op: BinaryOperator::Eq, right } => {
            let (column, value) = match (column(left), column(right)) {
                (Some(column), _) => (column, literal(right)?),
                (None, Some(column)) => (column, literal(left)?),
                (None, None) => return None,
            };
            Some((column, vec![value]))
        }
        Expr::In { expr, target: InTarget::List(list), negated: false, .. } => {
            Some((column(expr)?, list.iter().map(literal).collect::<Option<_>>()?))
        }
        Expr::AnyOp { left, compare_op: BinaryOperator::Eq, right, .. } => {
            Some((column(left)?, array(right)?))
        }
        // An empty value is no value: it adds nothing to the list.
        Expr::IsNull(inner) => Some((column(inner)?, Vec::new())),
        _ => None,
    }
}

/// The column, under casts and the functions that only change its case or trim it.
fn column(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Identifier(name) => Some(name.value.clone()),
        Expr::CompoundIdentifier(parts) => parts.last().map(|name| name.value.clone()),
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } | Expr::Trim { expr: inner, .. } => {
            column(inner)
        }
        Expr::Function(function) => {
            let name = function.name.to_string().to_ascii_lowercase();
            let FunctionArguments::List(list) = &function.args else { return None };
            let [FunctionArg::Unnamed(FunctionArgExpr::Expr(inner))] = &list.args[..] else {
                return None;
            };
            matches!(name.as_str(), "upper" | "lower" | "rtrim" | "ltrim").then(|| column(inner)).flatten()
        }
        _ => None,
    }
}

fn literal(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => literal(inner),
        Expr::Value(value) => match &value.value {
            Value::Number(number, _) => Some(number.to_string()),
            Value::Boolean(value) => Some(value.to_string()),
            other => other.clone().into_string(),
        },
        _ => None,
    }
}

fn array(expression: &Expr) -> Option<Vec<String>> {
    match expression {
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => array(inner),
        Expr::Array(array) => array.elem.iter().map(literal).collect(),
        _ => None,
    }
}
