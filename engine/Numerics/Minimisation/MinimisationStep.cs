namespace IpdEngine.Numerics.Minimisation;

/// <summary>One accepted point of a minimisation.</summary>
/// <param name="Iteration">Steps tried before it.</param>
/// <param name="Value">Objective there.</param>
/// <param name="Decrement">g'H^-1 g there; positive infinity where H was not positive definite.</param>
/// <param name="Exact">True where H was the exact curvature.</param>
public readonly record struct MinimisationStep(int Iteration, double Value, double Decrement, bool Exact);
