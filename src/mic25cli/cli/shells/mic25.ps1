# Completion of mic25 for PowerShell: what it offers comes from `mic25 __complete`.
Register-ArgumentCompleter -Native -CommandName mic25 -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
                $_.Value
            } else {
                $_.Extent.Text
            }
        })
    $word = $wordToComplete.Trim("'", '"')
    & mic25 __complete @before "=$word" 2>$null | ForEach-Object {
        $value, $about = $_ -split "`t", 2
        if (-not $about) { $about = $value }
        # Without quotes a comma would part one value into two.
        $text = if ($value -match '[,@]') { "'$value'" } else { $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $about)
    }
}
