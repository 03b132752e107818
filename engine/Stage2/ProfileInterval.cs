namespace IpdEngine.Stage2;

/// <summary>A profile-likelihood interval of a variance component or correlation.</summary>
/// <param name="Component">The component.</param>
/// <param name="Low">Lower limit: the boundary itself where the likelihood there is still high enough; NaN where none was found.</param>
/// <param name="High">Upper limit, alike.</param>
/// <param name="Points">Every point of the profile that was computed, by value: what a plot of it draws.</param>
/// <param name="Note">What a reader must know about the limits, or null.</param>
public sealed record ProfileInterval(VarianceComponent Component, double Low, double High, IReadOnlyList<ProfilePoint> Points, string? Note);

/// <summary>A point of a profile.</summary>
/// <param name="Value">Value at which the component is held.</param>
/// <param name="LogLikelihood">Highest log likelihood of all else.</param>
public sealed record ProfilePoint(double Value, double LogLikelihood);
